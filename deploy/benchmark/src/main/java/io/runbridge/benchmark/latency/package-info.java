/** How long a request takes until everybody can see that its run was started. */
package io.runbridge.benchmark.latency;
