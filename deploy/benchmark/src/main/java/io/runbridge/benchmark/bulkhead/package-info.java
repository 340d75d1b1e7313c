/** What fifty workspaces notice of it when one of them is dead. */
package io.runbridge.benchmark.bulkhead;
