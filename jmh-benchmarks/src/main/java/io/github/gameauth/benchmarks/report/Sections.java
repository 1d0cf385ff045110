// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every table that one JDK's results make, under the name that its place in a text bears. */
public final class Sections {
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final String jdk;

  private Sections(String jdk) {
    this.jdk = jdk;
  }

  /** Those of {@code results}, named like {@code cold-17}; none for what was not measured. */
  public static Map<String, String> of(String jdk, Results results) {
    Sections sections = new Sections(jdk);
    results.circumstances().ifPresent(text -> sections.put("where", text));
    sections.compared(results, "JDK", "");
    sections.compared(results, "CORRETTO", "-corretto");
    sections.put("verify-jmh", results.jmh("VerifyBenchmark", "FloorBenchmark"));
    sections.put("mint-jmh", results.jmh("MintBenchmark", "SignFloorBenchmark"));
    sections.put("mixed", results.jmh("HitBenchmark"));
    sections.put("rejections", results.jmh("RejectionBenchmark"));
    sections.put("sizes", results.jmh("TokenSizeBenchmark"));
    sections.put("growth", results.jmh("IssuersBenchmark", "KeySetSizeBenchmark"));
    sections.put("lookup", results.jmh("JwksCacheBenchmark"));
    sections.put("revocations", results.jmh("RevocationBenchmark"));
    sections.put("sessions", results.jmh("SessionBenchmark"));
    sections.put("srp", results.jmh("SrpBenchmark", "AuthenticationHelper"));
    sections.put("adapters-jmh", results.jmh("AdapterBenchmark"));
    for (String provider : List.of("JDK", "CORRETTO")) {
      String suffix = provider.equals("JDK") ? "" : "-corretto";
      results
          .adapters(provider)
          .ifPresent(run -> sections.put("adapters" + suffix, Tables.adapters(run).markdown()));
    }
    if (!results.loads().isEmpty()) {
      sections.put("logins", Tables.loads(results.loads()).markdown());
    }
    if (!results.memory().isEmpty()) {
      sections.put("memory", Tables.memory(results.memory()).markdown());
    }
    results
        .keySets("PLATFORM")
        .ifPresent(run -> sections.put("keysets", Tables.keySets(run).markdown()));
    results
        .keySets("VIRTUAL")
        .ifPresent(run -> sections.put("keysets-virtual", Tables.keySets(run).markdown()));
    return sections.texts;
  }

  private void compared(Results results, String provider, String suffix) {
    results
        .ratios("VERIFY", provider, 1)
        .ifPresent(
            run -> {
              put("cold" + suffix, Tables.cold(run).markdown());
              put("hit" + suffix, Tables.hits(run).markdown());
            });
    results
        .ratios("VERIFY", provider, 2)
        .ifPresent(run -> put("threads" + suffix, Tables.threads(run).markdown()));
    results
        .ratios("MINT", provider, 1)
        .ifPresent(run -> put("mint" + suffix, Tables.minting(run).markdown()));
    results
        .ratios("MINT", provider, 2)
        .ifPresent(run -> put("mint-threads" + suffix, Tables.threads(run).markdown()));
  }

  private void put(String name, List<JmhLine> lines) {
    if (!lines.isEmpty()) {
      put(name, Tables.jmh(lines).markdown());
    }
  }

  private void put(String name, String text) {
    int dash = name.indexOf('-');
    String named =
        dash < 0 ? name + "-" + jdk : name.substring(0, dash) + "-" + jdk + name.substring(dash);
    texts.put(named, text);
  }
}
