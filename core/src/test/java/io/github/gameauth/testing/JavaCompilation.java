// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles sources that a test has put together, as javac would. */
public final class JavaCompilation {
  private JavaCompilation() {}

  /**
   * Compiles into {@code output}.
   *
   * @param sources text by file name, such as {@code Game.java}
   * @param options what javac is told beside {@code -d}
   * @return what javac complained about
   */
  public static List<String> complaints(Path output, Map<String, String> sources, String... options)
      throws Exception {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<String> all = new ArrayList<>(List.of("-d", output.toString(), "-proc:none"));
    all.addAll(List.of(options));
    List<JavaFileObject> files = new ArrayList<>();
    sources.forEach((name, text) -> files.add(new Source(name, text)));
    try (StandardJavaFileManager manager = javac.getStandardFileManager(found, null, null)) {
      StringWriter log = new StringWriter();
      boolean compiled = javac.getTask(log, manager, found, all, null, files).call();
      List<String> complaints =
          new ArrayList<>(
              found.getDiagnostics().stream()
                  .map(one -> one.getLineNumber() + ": " + one.getMessage(Locale.ROOT))
                  .toList());
      if (!compiled && complaints.isEmpty()) {
        complaints.add(log.toString());
      }
      return complaints;
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(Path.of("/", name).toUri(), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
