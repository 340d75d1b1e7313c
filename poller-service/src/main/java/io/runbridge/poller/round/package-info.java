/** When to look at which runs, within the budget of their platform: timers, intervals, pauses and the rounds themselves. */
package io.runbridge.poller.round;
