package io.runbridge.streams;

import org.apache.kafka.common.utils.Utils;

/**
 * Where Java's and KafkaJS' clients put a key. librdkafka's clients place by CRC32 unless told otherwise, so a record may
 * lie elsewhere. Stateless, any thread.
 */
public final class KeyPlacement {

    private KeyPlacement() {}

    /** The partition, from 0. */
    public static int partitionOf(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
