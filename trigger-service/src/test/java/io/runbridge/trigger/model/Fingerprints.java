package io.runbridge.trigger.model;

/**
 * A set of states, by 64-bit hashes: among ten million states two are taken for one with a probability of about one in
 * 400,000. Grows by doubling.
 */
final class Fingerprints {

    private long[] table = new long[1 << 16];
    private int size;

    /** Returns whether the state was new. */
    boolean add(int[] state) {
        if (size > table.length / 4 * 3) {
            grow();
        }
        boolean added = insert(table, hash(state));
        size += added ? 1 : 0;
        return added;
    }

    int size() {
        return size;
    }

    private void grow() {
        long[] larger = new long[table.length * 2];
        for (long hash : table) {
            if (hash != 0) {
                insert(larger, hash);
            }
        }
        table = larger;
    }

    private static boolean insert(long[] table, long hash) {
        int at = (int) hash & table.length - 1;
        while (table[at] != 0) {
            if (table[at] == hash) {
                return false;
            }
            at = at + 1 & table.length - 1;
        }
        table[at] = hash;
        return true;
    }

    private static long hash(int[] state) {
        long hash = 0x9E3779B97F4A7C15L;
        for (int part : state) {
            hash = mix(hash ^ part);
        }
        return hash == 0 ? 1 : hash;
    }

    /** The finalizer of MurmurHash3, a bijection in which every bit changes every other. */
    private static long mix(long bits) {
        long mixed = (bits ^ bits >>> 33) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ mixed >>> 33;
    }
}
