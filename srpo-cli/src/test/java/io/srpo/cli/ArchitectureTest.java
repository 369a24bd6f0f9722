package io.srpo.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The floors of the house; the build fails when an arrow points upwards. */
@AnalyzeClasses(packages = "io.srpo", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule aFloorSeesOnlyWhatLiesUnderIt = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.srpo..")
            .layer("core")
            .definedBy("io.srpo.core..")
            .layer("data")
            .definedBy("io.srpo.data..")
            .layer("verify")
            .definedBy("io.srpo.verify..")
            .layer("engine")
            .definedBy("io.srpo.engine..")
            .layer("train")
            .definedBy("io.srpo.train..")
            .layer("cli")
            .definedBy("io.srpo.cli..")
            .whereLayer("core")
            .mayNotAccessAnyLayer()
            .whereLayer("data")
            .mayOnlyAccessLayers("core")
            .whereLayer("verify")
            .mayOnlyAccessLayers("core")
            .whereLayer("engine")
            .mayOnlyAccessLayers("core")
            .whereLayer("train")
            .mayOnlyAccessLayers("core", "data")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule libtorchLivesInTheEngineOnly = noClasses()
            .that()
            .resideOutsideOfPackage("io.srpo.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bytedeco..", "ai.djl..");

    @ArchTest
    static final ArchRule theCoreIsPlainJava = noClasses()
            .that()
            .resideInAPackage("io.srpo.core..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("io.srpo.core..", "java..", "org.jspecify..");

    /** What runs inside the sandbox, beside the candidate, has the candidate's streams and no others. */
    @ArchTest
    static final ArchRule onlyCommandsPrint = noClasses()
            .that()
            .resideOutsideOfPackages("io.srpo.cli..", "io.srpo.verify.code.inside..")
            .should(ACCESS_STANDARD_STREAMS);

    /**
     * A clock that jumps decides nothing: durations are measured with {@code nanoTime}, and the time of day stands only in the manifest, in a crash file's name and where a
     * model's own chat template asks for the date.
     */
    @ArchTest
    static final ArchRule theTimeOfDayDecidesNothing = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.srpo.cli.wire.Manifest")
            .and()
            .doNotHaveFullyQualifiedName("io.srpo.cli.frame.Failures")
            .and()
            .doNotHaveFullyQualifiedName("io.srpo.engine.tokenizer.ChatTemplate")
            .should()
            .callMethodWhere(JavaCall.Predicates.target(nameMatching("now|currentTimeMillis"))
                    .and(JavaCall.Predicates.target(owner(resideInAnyPackage("java.time..", "java.lang")))));

    @ArchTest
    static final ArchRule noPackagesLeanOnEachOtherInACircle =
            slices().matching("io.srpo.(*).(*)..").should().beFreeOfCycles();

    /** Guards the rules against looking at nothing: every floor has classes. */
    @ArchTest
    static void everyFloorIsLookedAt(JavaClasses classes) {
        for (String floor : new String[] {"core", "data", "verify", "engine", "train", "cli"}) {
            assertThat(classes.stream().anyMatch(c -> c.getPackageName().startsWith("io.srpo." + floor)))
                    .as(floor)
                    .isTrue();
        }
    }
}
