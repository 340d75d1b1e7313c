/** How long the runs of each job usually take, learned from those that ended. */
package io.runbridge.poller.duration;
