/** The doubt task: by platform, it finds out which lost starts became runs, by comparing what is listed with what is owned. */
package io.runbridge.trigger.doubt;
