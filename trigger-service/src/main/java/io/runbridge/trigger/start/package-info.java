/** Starts as they leave: slots, pacing and the lease of a claim. */
package io.runbridge.trigger.start;
