using System.Text.Json;
using System.Text.Unicode;
using Confluent.Kafka;
using Orders.Contracts;
using Orders.QueryApi.Answering;
using Orders.QueryApi.Masking;

namespace Orders.QueryApi.DeadLetters;

/// <summary>The dead letters, newest first, page by page.</summary>
internal static class DeadLetterEndpoint
{
    public static void MapDeadLetters(this IEndpointRouteBuilder routes)
    {
        var pages = routes.ServiceProvider.GetRequiredService<DeadLetterPages>();
        var views = routes.ServiceProvider.GetRequiredService<Views>();
        var log = routes.ServiceProvider.GetRequiredService<ILogger<DeadLetterPages>>();
        routes.MapRead("/api/dead-letters", context => GetAsync(context, pages, views, log));
    }

    private static async Task GetAsync(HttpContext context, DeadLetterPages pages, Views views, ILogger log)
    {
        var query = new QueryReader(context.Request.Query, "reason", QueryReader.Limit, QueryReader.Cursor);
        var reason = query.ReadChoice("reason", ErrorReasons.JsonUnmarshalError, ErrorReasons.ValidationError, ErrorReasons.DbSaveError);
        var limit = query.ReadLimit();
        var cursor = query.ReadCursor();
        if (query.IsWrong(out var problem))
        {
            await problem.WriteAsync(context);
            return;
        }

        var place = cursor is null ? null : DeadLetterPlace.OfCursor(reason, cursor);
        if (cursor is not null && place is null)
        {
            await Problems.InvalidCursor("The cursor is not one that this list gave for this reason. Begin again without it.").WriteAsync(context);
            return;
        }

        DeadLetterPage? page;
        try
        {
            page = await pages.ReadAsync(place, reason, limit, context.RequestAborted);
        }
        catch (Exception exception) when (exception is KafkaException or TimeoutException)
        {
            log.DeadLettersNotRead(exception.Message);
            await Problems.BrokerAway.WriteAsync(context);
            return;
        }

        await (page is null
            ? Problems.InvalidCursor("The topic of dead letters was made anew since the cursor was given. Begin again without it.").WriteAsync(context)
            : SendAsync(context, page, reason, views.IsMasked(context)));
    }

    private static Task SendAsync(HttpContext context, DeadLetterPage page, string? reason, bool masked)
    {
        if (masked)
        {
            Views.Mark(context.Response);
        }

        return JsonAnswer.SendAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("items"u8);
            foreach (var letter in page.Items)
            {
                Write(json, letter, masked);
            }

            json.WriteEndArray();
            json.WriteString("next"u8, page.Next is null ? null : DeadLetterPlace.ToCursor(reason, page.Next));
            json.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter json, DeadLetter letter, bool masked)
    {
        json.WriteStartObject();
        json.WriteNumber("partition"u8, letter.Partition);
        json.WriteNumber("offset"u8, letter.Offset);
        WriteTime(json, letter.Timestamp);
        WriteBytes(json, "key", letter.Key);
        json.WriteString("reason"u8, letter.Reason);
        json.WritePropertyName("details"u8);
        JsonSerializer.Serialize(json, letter.Details, OrderJsonContext.Default.IReadOnlyListFault);
        json.WriteNumber("replay_count"u8, letter.ReplayCount);
        if (!masked)
        {
            // What is no order has no members to mask: it is shown as a whole or not at all.
            WriteBytes(json, "payload", letter.Value);
        }

        json.WriteEndObject();
    }

    // Whoever appended it chose the time: it need not be one that the calendar has.
    private static void WriteTime(Utf8JsonWriter json, long timestamp)
    {
        if (timestamp is > 0 and < 253_402_300_800_000)
        {
            json.WriteString("timestamp"u8, DateTimeOffset.FromUnixTimeMilliseconds(timestamp).UtcDateTime);
        }
        else
        {
            json.WriteNull("timestamp"u8);
        }
    }

    private static void WriteBytes(Utf8JsonWriter json, string name, byte[]? bytes)
    {
        if (bytes is null)
        {
            json.WriteNull(name);
        }
        else if (Utf8.IsValid(bytes))
        {
            json.WriteString(name, bytes);
        }
        else
        {
            json.WriteBase64String($"{name}_base64", bytes);
        }
    }
}
