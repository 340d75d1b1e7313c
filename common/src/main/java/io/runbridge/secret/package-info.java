/** Secrets that events name: configured vaults, and the one place where a reference becomes a value. */
package io.runbridge.secret;
