package io.ringside.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.ringside.gateway.ib.InteractiveBrokers;
import io.ringside.gateway.live.broker.Broker;
import io.ringside.gateway.live.broker.BrokerConnection;
import org.junit.jupiter.api.Test;

/** A second broker is a package of its own, and not a fork: trading knows a broker by its seam alone. */
class BrokerSeamTest {
    private static final JavaClasses GATEWAY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.ringside.gateway");

    private static final String LIVE = "io.ringside.gateway.live..";
    private static final String BROKER = "io.ringside.gateway.ib..";
    private static final String WIRE = "io.ringside.gateway.ib.tws..";
    /** The command that chooses the broker, and the simulation that plays it. */
    private static final String CHOOSING = ".*\\.(LiveCommand|Simulation)(\\$.*)?";

    @Test
    void shouldKnowNothingOfTheBrokerWhereTrading() {
        noClasses()
                .that()
                .resideInAnyPackage(LIVE, "io.ringside.gateway")
                .and()
                .haveNameNotMatching(CHOOSING)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BROKER)
                .check(GATEWAY);
    }

    @Test
    void shouldKnowNothingOfTheWireEvenWhereTheBrokerIsChosen() {
        noClasses()
                .that()
                .resideInAnyPackage(LIVE, "io.ringside.gateway")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(WIRE)
                .check(GATEWAY);
    }

    @Test
    void shouldBeABrokerByImplementingTheSeam() {
        classes()
                .that()
                .implement(Broker.class)
                .or()
                .implement(BrokerConnection.class)
                .should()
                .resideInAPackage(InteractiveBrokers.class.getPackageName())
                .check(GATEWAY);
    }

    @Test
    void shouldShareNoCodeBetweenTheSimulatedTwsAndItsClient() {
        noClasses()
                .that()
                .resideInAPackage("io.ringside.gateway.sim..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BROKER, LIVE)
                .check(GATEWAY);
        noClasses()
                .that()
                .resideInAPackage(BROKER)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.ringside.gateway.sim..")
                .check(GATEWAY);
    }
}
