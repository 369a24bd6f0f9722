package io.srpo.engine.torch;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.presets.openblas_nolapack;

/** The library that multiplies in fp32: OpenBLAS, which comes along, or Intel's MKL where its library is on the class path. */
public final class Blas {
    /** By this property JavaCPP learns which library to load in OpenBLAS' place. */
    private static final String CHOICE = "org.bytedeco.openblas.load";

    private static final String MKL = "mkl_rt";

    /** MKL's number among the vendors that JavaCPP knows. */
    private static final int MKL_VENDOR = 3;

    private Blas() {}

    /** Chooses; to be called before any native library is loaded. A choice that the user made by the property stays. */
    static void choose() {
        if (System.getProperty(CHOICE) == null && hasMkl(Blas.class.getClassLoader())) {
            System.setProperty(CHOICE, MKL);
        }
    }

    /** Whether the library of {@code org.bytedeco:mkl} for this system is there. */
    static boolean hasMkl(ClassLoader classes) {
        String folder = "org/bytedeco/mkl/" + Loader.getPlatform() + "/";
        return classes.getResource(folder + "libmkl_rt.so.2") != null
                || classes.getResource(folder + "mkl_rt.2.dll") != null;
    }

    /** Name of the library that was loaded. {@link Torch#start} has to have been called. */
    public static String name() {
        return openblas_nolapack.blas_get_vendor() == MKL_VENDOR ? "MKL" : "OpenBLAS";
    }
}
