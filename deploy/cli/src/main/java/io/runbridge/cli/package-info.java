/** The entry point of runctl, the operators' command line. */
package io.runbridge.cli;
