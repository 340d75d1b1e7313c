/** The processors of the poller-service: they open runs, look at them through their agenda and publish what changed. */
package io.runbridge.poller.open;
