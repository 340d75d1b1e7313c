/** What it costs to watch many open runs, and how soon their ends are told. */
package io.runbridge.benchmark.watch;
