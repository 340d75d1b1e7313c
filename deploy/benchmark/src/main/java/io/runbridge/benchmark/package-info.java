/** Runbridge and others measured side by side on one machine: the command and what a scenario is. */
package io.runbridge.benchmark;
