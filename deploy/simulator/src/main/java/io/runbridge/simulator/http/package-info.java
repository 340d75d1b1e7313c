/** Requests, answers and error bodies as the platforms' dialects write them. */
package io.runbridge.simulator.http;
