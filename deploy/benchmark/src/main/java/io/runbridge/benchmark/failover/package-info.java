/** How long nobody serves what a killed instance served. */
package io.runbridge.benchmark.failover;
