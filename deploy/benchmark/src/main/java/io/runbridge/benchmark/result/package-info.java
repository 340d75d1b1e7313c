/** What was measured, how it compares, and how that is shown as table, JSON and chart; pure, without processes. */
package io.runbridge.benchmark.result;
