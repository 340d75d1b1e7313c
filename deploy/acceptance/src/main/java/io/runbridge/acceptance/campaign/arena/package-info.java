/** Where a campaign takes place: the cluster, its instances, the load, and what is read of it. */
package io.runbridge.acceptance.campaign.arena;
