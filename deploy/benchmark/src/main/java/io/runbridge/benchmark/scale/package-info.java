/** What more processes give where the platform, not the machine, is the limit. */
package io.runbridge.benchmark.scale;
