/** Tokens for platforms: where they come from, and one cache in front. */
package io.runbridge.auth;
