package io.ringside.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What keeps a replay equal to the day it replays: nothing ambient may reach a decision. */
class ArchitectureTest {
    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.ringside.engine");

    private static final String NOT_INLINED = "-XX:CompileCommand=dontinline,";

    /** The stages and all that they call: from an event to an intent. */
    private static final String[] DECIDING = {
        "io.ringside.engine.event..",
        "io.ringside.engine.account..",
        "io.ringside.engine.market..",
        "io.ringside.engine.indicator..",
        "io.ringside.engine.signal..",
        "io.ringside.engine.risk..",
        "io.ringside.engine.order..",
        "io.ringside.engine.portfolio..",
        "io.ringside.engine.sim..",
        "io.ringside.engine.data.."
    };

    private static final Set<String> CLOCKS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalTime.now",
            "java.time.LocalDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.ZoneId.systemDefault",
            "java.util.TimeZone.getDefault",
            "java.util.Locale.getDefault",
            "java.lang.Math.random",
            "java.lang.Thread.sleep",
            "java.util.UUID.randomUUID",
            "java.util.concurrent.ThreadLocalRandom.current",
            "java.lang.System.identityHashCode");

    @Test
    void shouldKeepClocksChanceAndLocaleOutOfDecisions() {
        check(noClasses().that().resideInAnyPackage(DECIDING).should().callMethodWhere(isOneOf(CLOCKS)));
        check(noClasses()
                .that()
                .resideInAnyPackage(DECIDING)
                .should()
                .callConstructorWhere(
                        new DescribedPredicate<JavaConstructorCall>(
                                "java.util.Random or an unseeded SplittableRandom") {
                            @Override
                            public boolean test(JavaConstructorCall call) {
                                JavaClass owner = call.getTargetOwner();
                                return owner.isEquivalentTo(Random.class)
                                        || (owner.getName().equals("java.util.SplittableRandom")
                                                && call.getTarget()
                                                        .getRawParameterTypes()
                                                        .isEmpty());
                            }
                        }));
        check(noClasses()
                .that()
                .resideInAnyPackage(DECIDING)
                .should()
                .callMethodWhere(
                        new DescribedPredicate<JavaMethodCall>("String.format or case mapping without a locale") {
                            @Override
                            public boolean test(JavaMethodCall call) {
                                String name = call.getTarget().getName();
                                boolean needsLocale = call.getTargetOwner().isEquivalentTo(String.class)
                                        && (name.equals("format")
                                                || name.equals("formatted")
                                                || name.equals("toLowerCase")
                                                || name.equals("toUpperCase"));
                                return needsLocale
                                        && call.getTarget().getRawParameterTypes().stream()
                                                .noneMatch(type -> type.isEquivalentTo(Locale.class));
                            }
                        }));
    }

    /** Hash order differs between runs for identity hashes; insertion or sorted order never does. */
    @Test
    void shouldKeepHashOrderOutOfDecisions() {
        check(noClasses()
                .that()
                .resideInAnyPackage(DECIDING)
                .should()
                .callConstructorWhere(
                        new DescribedPredicate<JavaConstructorCall>("java.util.HashMap, HashSet or IdentityHashMap") {
                            @Override
                            public boolean test(JavaConstructorCall call) {
                                return Set.of("java.util.HashMap", "java.util.HashSet", "java.util.IdentityHashMap")
                                        .contains(call.getTargetOwner().getName());
                            }
                        }));
    }

    @Test
    void shouldLetStagesTalkThroughTheSlotOnly() {
        List<String> stages = List.of("indicator", "signal", "risk", "journal", "order");
        for (String stage : stages) {
            String[] others = stages.stream()
                    .filter(other -> !other.equals(stage))
                    // A strategy names the indicators it wants, and nothing more.
                    .filter(other -> !(stage.equals("signal") && other.equals("indicator")))
                    .map(other -> "io.ringside.engine." + other + "..")
                    .toArray(String[]::new);
            check(noClasses()
                    .that()
                    .resideInAPackage("io.ringside.engine." + stage + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others));
        }
    }

    @Test
    void shouldHaveNoCycleAmongItsPackages() {
        check(slices().matching("io.ringside.engine.(**)").should().beFreeOfCycles());
        check(noClasses()
                .that()
                .resideInAPackage("io.ringside.engine.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.ringside.engine"));
    }

    @Test
    void shouldKeepTheSimulatedBrokerFromTheStages() {
        check(noClasses()
                .that()
                .resideInAPackage("io.ringside.engine.sim..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.ringside.engine.risk..", "io.ringside.engine.signal..", "io.ringside.engine.journal.."));
    }

    @Test
    void shouldOpenNoSocketAndStartNoProcess() {
        check(noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.net.Socket"));
        check(noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.net.ServerSocket"));
        check(noClasses().should().dependOnClassesThat().resideInAPackage("java.nio.channels.spi.."));
        check(noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.lang.ProcessBuilder"));
    }

    @Test
    void shouldUseNoJavaSerialisation() {
        check(noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.io.ObjectInputStream"));
        check(noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.io.ObjectOutputStream"));
    }

    @Test
    void shouldLogNothingFromStages() {
        check(noClasses()
                .that()
                .resideInAnyPackage(DECIDING)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.slf4j.."));
    }

    @Test
    void shouldNameRoomsAndThingsByTheHouseRules() {
        check(noClasses().should().resideInAnyPackage("..common..", "..core..", "..util..", "..utils.."));
        check(classes().should().haveNameNotMatching(".*(Impl|Manager|Helper|Utils?)$"));
    }

    private static DescribedPredicate<JavaMethodCall> isOneOf(Set<String> methods) {
        return new DescribedPredicate<>("one of " + methods) {
            @Override
            public boolean test(JavaMethodCall call) {
                return methods.contains(
                        call.getTargetOwner().getName() + "." + call.getTarget().getName());
            }
        };
    }

    /** A name that no method has is one that the compiler never meets: it would say nothing. */
    @Test
    void shouldNameMethodsThatThereAreWhereTheCompilerIsTold() throws IOException {
        Path options = Path.of(System.getProperty("ringside.home"), "config", "jvm.options");
        List<String> told = Files.readAllLines(options).stream()
                .filter(line -> line.startsWith(NOT_INLINED))
                .map(line -> line.substring(NOT_INLINED.length()))
                .toList();
        assertFalse(told.isEmpty());
        for (String method : told) {
            int colons = method.indexOf("::");
            String type = method.substring(0, colons);
            String name = method.substring(colons + 2);
            assertTrue(ENGINE.contain(type), method);
            assertTrue(
                    ENGINE.get(type).getMethods().stream()
                            .anyMatch(one -> one.getName().equals(name)),
                    method);
        }
    }

    /** A queue opened to read believes its files: it loads classes that they name, and crashes on lengths that they lie about. */
    @Test
    void shouldUseChronicleQueueInTheJournalsCycleWriterOnly() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.ringside.engine.journal.CycleWriter")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("net.openhft.."));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(ENGINE);
    }
}
