package io.runbridge.config;

import org.eclipse.microprofile.config.spi.Converter;

/** Takes a text as it is: for Kafka's own settings, where empty is a value of its own. Stateless, any thread. */
public final class VerbatimText implements Converter<String> {

    @Override
    public String convert(String value) {
        return value;
    }
}
