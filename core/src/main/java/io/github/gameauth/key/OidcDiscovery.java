// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import io.github.gameauth.check.Moment;
import io.github.gameauth.json.JsonLimits;
import io.github.gameauth.json.JsonObject;
import io.github.gameauth.json.JsonRejectedException;
import io.github.gameauth.json.StrictJson;
import io.github.gameauth.upstream.HttpAnswer;
import io.github.gameauth.upstream.JsonHttp;
import io.github.gameauth.upstream.UpstreamException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Learns from an issuer where its key set lies, and reads that again once a day, or when the key
 * set has failed for long. The document must speak for exactly this issuer, and may point to other
 * hosts only where our configuration names them.
 *
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig">OpenID
 *     Connect Discovery 1.0 §4</a>
 */
final class OidcDiscovery implements KeySetLocation {
  /** The document is none, or not one of this issuer, or points where it may not. */
  static final String DISCOVERY = "DISCOVERY";

  private static final long READ_AGAIN = Duration.ofHours(24).toNanos();

  private record Found(URI address, Moment since) {}

  private final String issuer;
  private final URI document;
  private final Set<String> allowedHosts;
  private final JsonHttp http;
  private final Supplier<Moment> now;
  private volatile @Nullable Found found;

  OidcDiscovery(String issuer, Set<String> allowedHosts, JsonHttp http, Supplier<Moment> now) {
    this.issuer = issuer;
    this.document = documentOf(issuer);
    this.allowedHosts = Set.copyOf(allowedHosts);
    this.http = http;
    this.now = now;
  }

  /** The issuer's path stays; a slash at its end does not come twice. */
  static URI documentOf(String issuer) {
    URI url = JsonHttp.requireAskable(URI.create(issuer));
    if (url.getRawQuery() != null) {
      throw new IllegalArgumentException(
          "issuer: with a query (expected: https, a host, and perhaps a path)");
    }
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    return URI.create(base + "/.well-known/openid-configuration");
  }

  @Override
  public URI address(boolean doubted) throws KeyFetchException {
    @Nullable Found known = found;
    if (known != null && !doubted && known.since().ageAt(now.get()) < READ_AGAIN) {
      return known.address();
    }
    try {
      URI address = read();
      found = new Found(address, now.get());
      return address;
    } catch (KeyFetchException e) {
      if (known == null) {
        throw e;
      }
      return known.address();
    }
  }

  private URI read() throws KeyFetchException {
    try {
      HttpAnswer answer = http.get(document, Map.of());
      if (answer.status() != 200) {
        throw KeyFetchException.of(issuer, KeySetFetch.STATUS, answer);
      }
      byte[] body = answer.body();
      JsonObject metadata = StrictJson.read(body, 0, body.length, JsonLimits.DOCUMENT);
      if (!issuer.equals(metadata.get("issuer"))
          || !(metadata.get("jwks_uri") instanceof String text)) {
        throw KeyFetchException.of(issuer, DISCOVERY, answer);
      }
      URI address = JsonHttp.requireAskable(new URI(text));
      if (!mayPointTo(address)) {
        throw KeyFetchException.of(issuer, DISCOVERY, answer);
      }
      return address;
    } catch (UpstreamException e) {
      throw KeyFetchException.of(issuer, e);
    } catch (JsonRejectedException | URISyntaxException | IllegalArgumentException e) {
      throw KeyFetchException.of(issuer, DISCOVERY);
    }
  }

  /** The issuer's own host and port, or a host that we were told; never less safe a scheme. */
  private boolean mayPointTo(URI address) {
    boolean sameScheme = address.getScheme().equalsIgnoreCase(document.getScheme());
    boolean sameHost =
        address.getHost().equalsIgnoreCase(document.getHost())
            && address.getPort() == document.getPort();
    return sameScheme
        && (sameHost || allowedHosts.contains(address.getHost().toLowerCase(Locale.ROOT)));
  }
}
