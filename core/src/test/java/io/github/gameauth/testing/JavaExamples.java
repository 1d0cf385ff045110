// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Java examples of papers and of Javadoc, so that tests can compile what users will copy. */
public final class JavaExamples {
  private static final Pattern MARKDOWN = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern JAVADOC =
      Pattern.compile("<pre>\\{@code\n(.*?)\n *\\* *\\}</pre>", Pattern.DOTALL);
  private static final Pattern EXPORT = Pattern.compile("exports ([a-z.]+);");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([a-z.]+);");

  private JavaExamples() {}

  /**
   * One example.
   *
   * @param where the file it stands in, and which of its examples it is
   * @param imports what it imports itself
   * @param statements what it does
   */
  public record Example(String where, String imports, String statements) {
    static Example of(String where, String text) {
      return new Example(
          where,
          text.lines().filter(line -> line.startsWith("import ")).collect(joining("\n")),
          text.lines().filter(line -> !line.startsWith("import ")).collect(joining("\n")).strip());
    }

    /** The same example about another thing. */
    public Example with(String before, String after) {
      if (!statements.contains(before)) {
        throw new IllegalArgumentException("the example does not say " + before);
      }
      return new Example(where, imports, statements.replace(before, after));
    }

    @Override
    public String toString() {
      return where;
    }

    /** The body of a method: an expression becomes a statement, and "and so on" goes. */
    private String body() {
      String code = statements.replace("…", "").strip();
      boolean expression = !code.contains(";");
      String whole = expression ? "Object example =\n" + code + ";" : code;
      return whole.contains("return ") ? "if (true) {\n" + whole + "\n}\nreturn null;" : whole;
    }
  }

  /** The examples of a paper: its blocks of Java. */
  public static List<Example> ofMarkdown(Path file) throws IOException {
    return found(MARKDOWN, file.getFileName().toString(), Files.readString(file));
  }

  /** The examples in the Javadoc of all sources in a folder, the package's own import included. */
  public static List<Example> ofJavadoc(Path sources) throws IOException {
    List<Example> all = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> tree = Files.walk(sources)) {
      files = tree.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
    for (Path file : files) {
      String source = Files.readString(file);
      Matcher home = PACKAGE.matcher(source);
      String name = file.getFileName().toString().replace(".java", "");
      for (Example example : found(JAVADOC, name, source)) {
        String own =
            home.find(0)
                ? "import %1$s.*;\nimport %1$s.%2$s.*;".formatted(home.group(1), name)
                : "";
        all.add(
            new Example(
                example.where(),
                own,
                example
                    .statements()
                    .lines()
                    .map(line -> line.replaceFirst("^ *\\* ?", ""))
                    .collect(joining("\n"))));
      }
    }
    return List.copyOf(all);
  }

  private static List<Example> found(Pattern pattern, String file, String text) {
    List<Example> examples = new ArrayList<>();
    Matcher blocks = pattern.matcher(text);
    while (blocks.find()) {
      examples.add(Example.of(file + "#" + (examples.size() + 1), blocks.group(1)));
    }
    return List.copyOf(examples);
  }

  /** Imports of everything that these modules export. */
  public static String imports(Path... moduleInfos) throws IOException {
    StringBuilder imports = new StringBuilder();
    for (Path moduleInfo : moduleInfos) {
      Matcher exports = EXPORT.matcher(Files.readString(moduleInfo));
      while (exports.find()) {
        imports.append("import ").append(exports.group(1)).append(".*;\n");
      }
    }
    return imports.toString();
  }

  /**
   * Compiles one.
   *
   * @param output where classes go
   * @param imports what it may name beside its own imports
   * @param setting the source of an abstract class {@code Setting} with what it speaks of without
   *     saying where that comes from
   * @param classPath what it is compiled against
   * @return what javac complained about, and the source if it did
   */
  public static List<String> complaints(
      Path output, Example example, String imports, String setting, String classPath)
      throws Exception {
    String body = example.body();
    String source =
        example.imports()
            + "\n"
            + imports
            + "\nabstract class Example extends Setting { "
            + (body.endsWith("return null;") ? "Object" : "void")
            + " run() throws Exception {\n"
            + body
            + "\n}}";
    List<String> complaints =
        JavaCompilation.complaints(
            output, Map.of("Setting.java", setting, "Example.java", source), "-cp", classPath);
    if (complaints.isEmpty()) {
      return complaints;
    }
    List<String> all = new ArrayList<>(complaints);
    all.add(source);
    return all;
  }

  /** What the tests themselves run against. */
  public static String testClassPath() {
    // Surefire hides the class path in a jar's manifest and tells it here.
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
