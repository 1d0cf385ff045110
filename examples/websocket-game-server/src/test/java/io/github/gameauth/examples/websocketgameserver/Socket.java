// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A game's client on a WebSocket, by Java's own implementation. */
final class Socket implements WebSocket.Listener {
  private static final int PATIENCE = 20;

  private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
  private final CompletableFuture<Closed> closed = new CompletableFuture<>();
  private final StringBuilder part = new StringBuilder();
  private volatile boolean deaf;
  private WebSocket socket;

  /** How it ended; 1006 if nobody said goodbye. */
  record Closed(int code, String reason) {}

  /** How to connect. */
  record Knock(String address, String query, String subprotocol, Map<String, String> headers) {
    static Knock at(Client client) {
      return new Knock(client.address, "", "", Map.of());
    }

    Knock query(String query) {
      return new Knock(address, query, subprotocol, headers);
    }

    /** The sub-protocol {@code bearer} and a token. */
    Knock subprotocol(String token) {
      return new Knock(address, query, token, headers);
    }

    Knock header(String name, String value) {
      Map<String, String> more = new java.util.LinkedHashMap<>(headers);
      more.put(name, value);
      return new Knock(address, query, subprotocol, more);
    }

    Knock bearing(String token) {
      return header("Authorization", "Bearer " + token);
    }

    Socket open() {
      Socket listener = new Socket();
      WebSocket.Builder builder = Client.HTTP.newWebSocketBuilder();
      headers.forEach(builder::header);
      if (!subprotocol.isEmpty()) {
        builder.subprotocols("bearer", subprotocol);
      }
      URI uri =
          URI.create(
              address.replace("http:", "ws:") + "/play" + (query.isEmpty() ? "" : "?" + query));
      listener.socket = builder.buildAsync(uri, listener).join();
      return listener;
    }

    /** The HTTP status of a refusal. */
    int refused() {
      try {
        open().socket.abort();
      } catch (CompletionException e) {
        if (e.getCause() instanceof WebSocketHandshakeException refusal) {
          return refusal.getResponse().statusCode();
        }
        throw e;
      }
      throw new AssertionError("it was let in");
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      try {
        heard.add(Client.JSON.readTree(part.toString()));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      part.setLength(0);
    }
    if (!deaf) {
      from.request(1);
    }
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(new Closed(code, reason));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.complete(new Closed(1006, String.valueOf(error)));
  }

  /** Takes nothing more from the network than it has asked for already. */
  Socket deaf() {
    deaf = true;
    return this;
  }

  String subprotocol() {
    return socket.getSubprotocol();
  }

  Socket say(Map<String, ?> message) {
    return say(Json.text(message));
  }

  Socket say(String text) {
    socket.sendText(text, true).join();
    return this;
  }

  void sayBytes(byte[] bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
  }

  Socket renew(String token) {
    return say(Map.of("type", "renew", "token", token));
  }

  /** The next message of a type; others before it are dropped. */
  JsonNode hears(String type) {
    try {
      while (true) {
        JsonNode message = heard.poll(PATIENCE, TimeUnit.SECONDS);
        if (message == null) {
          throw new AssertionError(
              "nothing is heard of " + type + "; closed: " + closed.getNow(null));
        }
        if (message.path("type").asText().equals(type)) {
          return message;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Closed ended() {
    return closed.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
  }

  /** Whether it is still open: the server answers. */
  boolean isOpen() {
    say(Map.of("type", "echo", "text", "still here"));
    return hears("echo").path("text").asText().equals("still here");
  }

  void leave() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
  }
}
