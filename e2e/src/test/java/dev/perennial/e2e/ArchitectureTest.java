package dev.perennial.e2e;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import javax.net.ssl.KeyManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What docs/how-it-works.md promises of the modules, and what no class may do. */
class ArchitectureTest {
    private static final String ACME = "dev.perennial.acme..";
    private static final String DNS = "dev.perennial.dns..";
    private static final String KEEPER = "dev.perennial.keeper..";
    private static final String CLI = "dev.perennial.cli..";
    private static final String TRIAL = "dev.perennial.cli.trial..";
    private static final String DEVCA = "dev.perennial.devca..";

    private static JavaClasses product;
    private static JavaClasses testKit;

    @BeforeAll
    static void read() {
        product = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.perennial.acme", "dev.perennial.dns", "dev.perennial.keeper", "dev.perennial.cli");
        testKit = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.perennial.devca");
    }

    @Test
    void acmeKnowsNoOtherModule() {
        classes()
                .that()
                .resideInAPackage(ACME)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(ACME, "java..", "javax..", "io.avaje.json..", "org.jspecify..")
                .check(product);
    }

    @Test
    void dnsKnowsAcmeAlone() {
        noClasses()
                .that()
                .resideInAPackage(DNS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(KEEPER, CLI)
                .check(product);
    }

    @Test
    void keeperKnowsAcmeAlone() {
        classes()
                .that()
                .resideInAPackage(KEEPER)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(KEEPER, ACME, "java..", "javax..", "com.sun.net.httpserver..", "org.jspecify..")
                .check(product);
    }

    @Test
    void devcaSharesNothingWithTheProduct() {
        noClasses()
                .that()
                .resideInAPackage(DEVCA)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ACME, DNS, KEEPER, CLI)
                .check(testKit);
    }

    @Test
    void devcaForJUnitKnowsDevcaAndJUnitAlone() {
        classes()
                .that()
                .resideInAPackage("dev.perennial.devca.junit..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        DEVCA, "java..", "org.junit.jupiter.api..", "org.junit.platform.commons..", "org.jspecify..")
                .check(testKit);
    }

    @Test
    void onlyTrialsKnowTheCaForTests() {
        noClasses()
                .that()
                .resideOutsideOfPackages(TRIAL)
                .and()
                .haveSimpleNameNotStartingWith("DevCa")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DEVCA)
                .check(product);
        noClasses()
                .that()
                .resideInAPackage(TRIAL)
                .should()
                .dependOnClassesThat(resideInAPackage(CLI).and(resideOutsideOfPackage(TRIAL)))
                .check(product);
    }

    @Test
    void modulesHaveNoCycles() {
        slices().matching("dev.perennial.(*)..").should().beFreeOfCycles().check(product);
    }

    @Test
    void onlyTheCommandUsesTheProcessStreams() {
        noClasses()
                .that()
                .resideOutsideOfPackage(CLI)
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .accessField(System.class, "in")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(product);
    }

    @Test
    void onlyOneClassStartsPrograms() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.perennial.keeper.SystemPrograms")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .check(product);
        noClasses()
                .should()
                .callMethod(Runtime.class, "exec", String.class)
                .orShould()
                .callMethod(Runtime.class, "exec", String[].class)
                .check(product);
    }

    @Test
    void randomNumbersAndTimeAreHandedIn() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .check(product);
        noClasses().should().callMethod(Math.class, "random").check(product);
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(product);
    }

    @Test
    void whatRepeatsPostsOrHasNoLimitsIsNotUsed() {
        for (String name :
                List.of("java.net.HttpURLConnection", "java.io.ObjectInputStream", "java.net.URLConnection")) {
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName(name)
                    .check(product);
        }
    }

    @Test
    void nothingIsCalledManagerHelperOrUtil() {
        noClasses()
                .that()
                .areNotAssignableTo(KeyManager.class)
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .check(product);
    }
}
