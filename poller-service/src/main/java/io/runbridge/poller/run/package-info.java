/** What becomes of one open run: decisions without clock, store or network. */
package io.runbridge.poller.run;
