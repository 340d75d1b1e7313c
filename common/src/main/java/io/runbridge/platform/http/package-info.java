/** Calls to a platform over HTTP: what is sent, whether it left, what came back, and what a refusal means. */
package io.runbridge.platform.http;
