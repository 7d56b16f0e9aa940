package io.tidemark.query.merge;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.tidemark.query.plan.Plan;
import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.view.Replica;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The form in which plans and partial results travel between peers: JSON, sketches as base64 of
 * {@link UserSketch#toBytes()}.
 *
 * <pre>
 * question  {"version":4,"partition":3,"plan":{"kind":"site","siteId":…,"zone":…,"slices":[…]}}
 * answer    {"version":4,"partial":{"kind":"site","asOfMs":…,"parts":1,"newestEventMs":…,"slices":[…]}}
 * </pre>
 *
 * Another version, or an unknown field, is refused, so that instances of different releases do not
 * misread each other; the asker then tries the next instance.
 */
public final class Wire {
  /** The version spoken here. */
  public static final int VERSION = 4;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addModule(
              new SimpleModule()
                  .addSerializer(UserSketch.class, new SketchWriter())
                  .addDeserializer(UserSketch.class, new SketchReader())
                  .addSerializer(Instant.class, new InstantWriter())
                  .addDeserializer(Instant.class, new InstantReader()))
          .build();

  /** A plan for a partition. */
  public record Question(int version, int partition, Plan plan) {
    public Question {
      Objects.requireNonNull(plan, "plan");
    }
  }

  /** A partition's answer. */
  public record Answer(int version, Partial partial) {
    public Answer {
      Objects.requireNonNull(partial, "partial");
    }
  }

  /** What state an instance has. */
  public record Replicas(int version, List<Replica> replicas) {
    public Replicas {
      replicas = List.copyOf(replicas);
    }
  }

  public static byte[] write(Question question) {
    return bytes(question);
  }

  public static byte[] write(Answer answer) {
    return bytes(answer);
  }

  /**
   * Reads a question.
   *
   * @throws IllegalArgumentException if it is none of this version
   */
  public static Question question(byte[] bytes) {
    Question question = read(bytes, Question.class);
    requireVersion(question.version);
    return question;
  }

  /**
   * Reads an answer.
   *
   * @throws IllegalArgumentException if it is none of this version
   */
  public static Answer answer(byte[] bytes) {
    Answer answer = read(bytes, Answer.class);
    requireVersion(answer.version);
    return answer;
  }

  public static byte[] write(Replicas replicas) {
    return bytes(replicas);
  }

  /**
   * Reads what state an instance has.
   *
   * @throws IllegalArgumentException if it is none of this version
   */
  public static Replicas replicas(byte[] bytes) {
    Replicas replicas = read(bytes, Replicas.class);
    requireVersion(replicas.version);
    return replicas;
  }

  private static void requireVersion(int version) {
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "peer message has version " + version + "; expected " + VERSION);
    }
  }

  private static byte[] bytes(Object message) {
    try {
      return JSON.writeValueAsBytes(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + message.getClass(), e);
    }
  }

  private static <T> T read(byte[] bytes, Class<T> type) {
    try {
      T message = JSON.readValue(bytes, type);
      if (message == null) {
        throw new IllegalArgumentException("peer message is null");
      }
      return message;
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "not a peer message of version " + VERSION + ": " + type.getSimpleName(), e);
    }
  }

  private static final class SketchWriter extends StdSerializer<UserSketch> {
    private static final long serialVersionUID = 1L;

    SketchWriter() {
      super(UserSketch.class);
    }

    @Override
    public void serialize(UserSketch users, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeBinary(users.toBytes());
    }
  }

  private static final class SketchReader extends StdDeserializer<UserSketch> {
    private static final long serialVersionUID = 1L;

    SketchReader() {
      super(UserSketch.class);
    }

    @Override
    public UserSketch deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      return UserSketch.fromBytes(in.getBinaryValue());
    }
  }

  private static final class InstantWriter extends StdSerializer<Instant> {
    private static final long serialVersionUID = 1L;

    InstantWriter() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeNumber(value.toEpochMilli());
    }
  }

  private static final class InstantReader extends StdDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    InstantReader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return Instant.ofEpochMilli(in.getLongValue());
    }
  }

  private Wire() {}
}
