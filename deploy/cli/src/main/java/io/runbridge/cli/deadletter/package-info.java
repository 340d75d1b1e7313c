/** Lists, shows and replays dead letters. */
package io.runbridge.cli.deadletter;
