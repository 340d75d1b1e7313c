package io.runbridge.trigger.doubt;

/** Where runs are listed together: one job type of one platform. Immutable. */
record Site(String platform, String jobType) {}
