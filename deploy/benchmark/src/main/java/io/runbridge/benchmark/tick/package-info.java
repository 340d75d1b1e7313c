/** What the scheduler's tick costs with a million open runs. */
package io.runbridge.benchmark.tick;
