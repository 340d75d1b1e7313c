/** Admission: everything that can be said about a request before any call is made for it. */
package io.runbridge.trigger.admit;
