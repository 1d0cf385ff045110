// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Adds the bearer token to requests for known origins. As an application interceptor it sees a call
 * once; where that is redirected elsewhere, OkHttp takes the header off.
 */
final class BearerInterceptor implements Interceptor {
  private static final String AUTHORIZATION = "Authorization";
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1");

  private final TokenKeeper keeper;
  private final Set<Origin> origins;

  private record Origin(String scheme, String host, int port) {
    static Origin of(HttpUrl url) {
      return new Origin(url.scheme(), url.host(), url.port());
    }
  }

  private BearerInterceptor(TokenKeeper keeper, Set<Origin> origins) {
    this.keeper = keeper;
    this.origins = Set.copyOf(origins);
  }

  static BearerInterceptor of(TokenKeeper keeper, URI... origins) {
    Set<Origin> known = new HashSet<>();
    for (URI each : origins) {
      @Nullable HttpUrl url = each.getHost() == null ? null : HttpUrl.get(each);
      if (url == null || !(url.isHttps() || THIS_MACHINE.contains(url.host()))) {
        throw new IllegalArgumentException(
            "origin: " + each.getScheme() + ":… (expected: https, or http on this machine)");
      }
      known.add(Origin.of(url));
    }
    if (known.isEmpty()) {
      throw new IllegalArgumentException("origins: none (expected: at least 1)");
    }
    return new BearerInterceptor(keeper, known);
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    if (!origins.contains(Origin.of(request.url())) || request.header(AUTHORIZATION) != null) {
      return chain.proceed(request);
    }
    Secret token = required(keeper.token());
    Response response = chain.proceed(authorized(request, token));
    if (response.code() != 401 || !canBeSentAgain(request.body())) {
      return response;
    }
    KeptToken next = keeper.afterRefusalOf(token);
    if (!(next instanceof KeptToken.Ready ready) || ready.token().equals(token)) {
      return response;
    }
    response.close();
    return chain.proceed(authorized(request, ready.token()));
  }

  private static boolean canBeSentAgain(@Nullable RequestBody body) {
    return body == null || !(body.isOneShot() || body.isDuplex());
  }

  private static Secret required(KeptToken kept) throws IOException {
    if (kept instanceof KeptToken.Ready ready) {
      return ready.token();
    }
    throw new IOException(
        kept instanceof KeptToken.SignedOut ? "signed out" : "no access token at hand");
  }

  private static Request authorized(Request request, Secret token) {
    return request.newBuilder().header(AUTHORIZATION, "Bearer " + token.reveal()).build();
  }
}
