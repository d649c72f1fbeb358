package io.ringside.perf;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rooms of all modules that stand below this one: none leads back into itself. */
class PackagesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.ringside");

    @Test
    void shouldHaveNoCycleInAnyModule() {
        for (String module : new String[] {"engine", "gateway", "replay", "perf"}) {
            assertTrue(
                    CLASSES.stream().anyMatch(one -> one.getPackageName().startsWith("io.ringside." + module)), module);
        }
        slices().matching("io.ringside.(**)").should().beFreeOfCycles().check(CLASSES);
    }
}
