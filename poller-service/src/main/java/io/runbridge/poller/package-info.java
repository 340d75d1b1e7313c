/** The poller-service: looks at every open run until it has ended, and publishes each change. */
package io.runbridge.poller;
