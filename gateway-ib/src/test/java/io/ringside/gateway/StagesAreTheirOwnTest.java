package io.ringside.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.ringside.engine.Stages;
import io.ringside.engine.account.Ledger;
import io.ringside.engine.risk.RiskHandler;
import io.ringside.engine.risk.TradingState;
import org.junit.jupiter.api.Test;

/** No other thread looks into a stage's private objects: status, page and metrics see what the risk stage shows of itself. */
class StagesAreTheirOwnTest {
    private static final JavaClasses LIVE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.ringside.gateway");

    /** Those that replay a journal on their own thread, before any stage has one. */
    private static final String REPLAYING = ".*\\.(TradingDay|CarryOver)";

    @Test
    void shouldShowTheRiskStageThroughItsSnapshotOnly() {
        noClasses()
                .that()
                .haveNameNotMatching(REPLAYING)
                .should()
                .callMethod(Stages.class, "risk")
                .orShould()
                .callMethodWhere(stagesOfADay())
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(RiskHandler.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Ledger.class)
                .check(LIVE);
    }

    /** The gate of entries folds what is published into a state of its own. */
    @Test
    void shouldKnowTheTradingStateFromEventsOnly() {
        noClasses()
                .that()
                .haveNameNotMatching(REPLAYING)
                .and()
                .doNotHaveSimpleName("EntryGate")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(TradingState.class)
                .check(LIVE);
    }

    private static DescribedPredicate<JavaMethodCall> stagesOfADay() {
        return DescribedPredicate.describe(
                "TradingDay.stages()",
                call -> call.getTargetOwner().getSimpleName().equals("TradingDay")
                        && call.getTarget().getName().equals("stages"));
    }
}
