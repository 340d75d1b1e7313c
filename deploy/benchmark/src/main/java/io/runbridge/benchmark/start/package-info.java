/** Starts per second, against two peers. */
package io.runbridge.benchmark.start;
