/** Azure Synapse pipelines through the workspace's data plane. */
package io.runbridge.platform.synapse;
