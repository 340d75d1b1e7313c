/** The port to a platform: what Runbridge asks of it and the closed set of answers, free of any platform's own words. */
package io.runbridge.platform;
