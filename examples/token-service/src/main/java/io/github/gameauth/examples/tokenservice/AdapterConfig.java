// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.adapters.PlatformCatalog;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.session.TokenTypes;
import io.github.gameauth.upstream.JsonHttp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Game platforms by the names of {@link PlatformCatalog}: one of them with its settings, or a list
 * of several, such as OpenID providers.
 *
 * @param name in the catalogue
 * @param json an object with this name and the settings
 * @param several whether it is a list
 */
record AdapterConfig(String name, String json, boolean several) {
  private static final String SECTION = "adapters";

  /** All that are configured; what the catalogue says against them is a complaint. */
  static List<AdapterConfig> readAll(Settings settings) {
    Optional<JsonNode> section = settings.tree(SECTION);
    if (section.isEmpty()) {
      return List.of();
    }
    List<AdapterConfig> adapters = new ArrayList<>();
    section.get().properties().stream()
        .map(each -> of(each.getKey(), each.getValue()))
        .forEach(adapters::add);
    // Made once for the complaints alone; an adapter asks nobody before its first player comes.
    try (JsonHttp http = JsonHttp.create()) {
      AdapterContext trial = AdapterContext.toleratingReplays(http);
      for (AdapterConfig adapter : adapters) {
        try {
          adapter.open(trial).forEach(AdapterConfig::close);
        } catch (IllegalArgumentException e) {
          String.valueOf(e.getMessage())
              .lines()
              .map(AdapterConfig::told)
              .forEach(settings::complain);
        }
      }
    }
    return List.copyOf(adapters);
  }

  /** The catalogue does not know under which name the service keeps its settings. */
  private static String told(String complaint) {
    return complaint.startsWith("platforms: ")
        ? SECTION + complaint.substring("platforms".length())
        : SECTION + "." + complaint;
  }

  private static AdapterConfig of(String name, JsonNode settings) {
    return new AdapterConfig(name, Settings.object(name, settings), settings.isArray());
  }

  private List<PlatformAdapter<?>> open(AdapterContext context) {
    return PlatformCatalog.standard().adapters(json, context);
  }

  /**
   * The adapters by what players call their credentials, the {@code subject_token_type}: one of its
   * name by that name, several by their platforms'.
   */
  Map<String, PlatformAdapter<?>> open(AdapterContext context, String issuer) {
    Map<String, PlatformAdapter<?>> named = new LinkedHashMap<>();
    for (PlatformAdapter<?> adapter : open(context)) {
      Platform called = several ? adapter.platform() : new Platform(name);
      if (named.put(TokenTypes.of(issuer, called), adapter) != null) {
        throw new IllegalArgumentException(
            SECTION + "." + name + ": two of platform " + called + " (expected: one)");
      }
    }
    return named;
  }

  /** Ends an adapter's work behind the scenes, if it has any. */
  static void close(PlatformAdapter<?> adapter) {
    if (adapter instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
