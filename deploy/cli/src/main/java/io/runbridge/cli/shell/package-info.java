/** What all commands share: connection, output, exit codes, and text that no terminal obeys. */
package io.runbridge.cli.shell;
