package thrum.cli.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaAccess.Predicates;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** The rooms of the house: what each module and package may hold. This module sees all the others. */
@AnalyzeClasses(packages = "thrum", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String PROTOCOL = "thrum.protocol..";
  private static final String CORE = "thrum.core..";
  private static final String DAEMON = "thrum.daemon..";
  private static final String CLI = "thrum.cli..";

  /** The tables, and the thin wrapper over JDBC that they are reached through. */
  private static final String SQL = "thrum.core.projection..";

  /** Where a process begins and ends; everything else is handed what it needs. */
  private static final String[] PROCESS = {"thrum.cli.launcher..", "thrum.daemon.process.."};

  @ArchTest static final ArchRule protocolKnowsNoOtherModule =
      noClasses().that()
          .resideInAPackage(PROTOCOL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CORE, DAEMON, CLI);

  @ArchTest static final ArchRule coreKnowsOnlyProtocol =
      noClasses().that()
          .resideInAPackage(CORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(DAEMON, CLI);

  @ArchTest static final ArchRule daemonKnowsOnlyCoreAndProtocol =
      noClasses().that().resideInAPackage(DAEMON).should().dependOnClassesThat().resideInAPackage(CLI);

  @ArchTest static final ArchRule protocolDoesNoInputOrOutput = noClasses().that()
      .resideInAPackage(PROTOCOL)
      .should()
      .dependOnClassesThat(resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.sql..")
          // A URI is text with a grammar; the rest of java.net opens connections.
          .or(nameMatching("java\\.net\\.(?!URI).*"))
          .or(nameMatching(
              "java\\.io\\.(File|FileInputStream|FileOutputStream|FileReader|FileWriter|RandomAccessFile)")));

  @ArchTest static final ArchRule onlyTheProjectionSpeaksSql = noClasses().that()
      .resideOutsideOfPackage(SQL)
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..");

  @ArchTest static final ArchRule coreSpeaksNeitherPicocliNorJetty = noClasses().that()
      .resideInAnyPackage(PROTOCOL, CORE)
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("picocli..", "org.eclipse.jetty..");

  @ArchTest static final ArchRule featuresOfCoreFormNoCycle =
      slices().matching("thrum.core.(*)..").should().beFreeOfCycles();

  @ArchTest static final ArchRule onlyTheLauncherTouchesTheProcess = noClasses().that()
      .resideOutsideOfPackages(PROCESS)
      .should()
      .accessTargetWhere(
          Predicates.target(nameMatching("out|in|err|console|exit|halt|getenv|setOut|setErr|setIn"))
              .and(Predicates.targetOwner(name("java.lang.System").or(name("java.lang.Runtime")))))
      .because("streams, environment and exit come from an Invocation; that makes commands testable");

  @ArchTest static final ArchRule nothingIsKeptBetweenTwoCommands = fields().that()
      .areStatic()
      .should()
      .beFinal()
      .because("commands of many callers run in one process, at the same time");

  @ArchTest static final ArchRule onlyTheDaemonsOwnRoomsRunCommands = noClasses().that()
      .resideInAPackage(DAEMON)
      .and()
      .resideOutsideOfPackages("thrum.daemon.exec..", "thrum.daemon.process..")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("thrum.daemon.exec..");

  @ArchTest static final ArchRule loggingGoesThroughSlf4j =
      noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

  @ArchTest static final ArchRule namesSayWhatAClassIs = noClasses()
      .should()
      .haveNameMatching("(.*[.$])?[A-Za-z0-9]*(Utils?|Helpers?|Manager|Misc|Common)");

  @ArchTest static final ArchRule everyPackageIsNullMarked = classes().should(resideInANullMarkedPackage());

  private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return new ArchCondition<>("reside in a package whose package-info.java says @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
          events.add(
              SimpleConditionEvent.violated(type, type.getName() + " is in a package without @NullMarked"));
        }
      }
    };
  }
}
