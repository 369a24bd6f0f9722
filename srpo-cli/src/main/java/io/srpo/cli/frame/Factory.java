package io.srpo.cli.frame;

import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands with their package-private constructors. */
public final class Factory implements IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type.getName().startsWith("io.srpo.")) {
            Constructor<K> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        }
        return CommandLine.defaultFactory().create(type);
    }
}
