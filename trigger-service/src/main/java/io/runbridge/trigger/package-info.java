/** The trigger-service: acts on platforms. Its topology, its entry point. */
package io.runbridge.trigger;
