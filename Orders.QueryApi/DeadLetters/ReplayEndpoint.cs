using System.Globalization;
using System.Text.Json;
using Confluent.Kafka;
using Microsoft.Extensions.Options;
using Orders.QueryApi.Answering;

namespace Orders.QueryApi.DeadLetters;

/// <summary>Sends one dead letter back, as it was or corrected; or says what would become of it.</summary>
internal sealed class ReplayEndpoint(
    DeadLetterFinder finder, Replayer replayer, Verdicts verdicts, IOptions<DeadLetterOptions> options, ILogger<Replayer> log)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoint = ActivatorUtilities.CreateInstance<ReplayEndpoint>(routes.ServiceProvider);
        routes.MapChange("/api/dead-letters/{partition}/{offset}/replay", endpoint.PostAsync);
    }

    private async Task PostAsync(HttpContext context)
    {
        var query = new QueryReader(context.Request.Query, "dry_run");
        var isDry = query.ReadFlag("dry_run");
        if (query.IsWrong(out var problem))
        {
            await problem.WriteAsync(context);
            return;
        }

        if (PlaceOf(context.Request.RouteValues) is not { } place)
        {
            await Problems.DeadLetterNotFound.WriteAsync(context);
            return;
        }

        if ((await RequestBody.ReadJsonAsync(context, options.Value.MaxMessageBytes)).IsRefused(out var refusal, out var body))
        {
            await refusal.WriteAsync(context);
            return;
        }

        try
        {
            await AnswerAsync(context, place, body.Length > 0 ? body : null, isDry);
        }
        catch (KafkaException tooLarge) when (tooLarge.Error.Code == ErrorCode.MsgSizeTooLarge)
        {
            await Problems.BodyTooLarge.WriteAsync(context);
        }
        catch (Exception exception) when (exception is KafkaException or TimeoutException)
        {
            log.NotReplayed(place.Partition, place.Offset, exception.Message);
            await Problems.BrokerAway.WriteAsync(context);
        }
    }

    private async Task AnswerAsync(HttpContext context, LetterPlace place, byte[]? corrected, bool isDry)
    {
        var letter = await FindAsync(place, context.RequestAborted);
        if (letter is null)
        {
            await Problems.DeadLetterNotFound.WriteAsync(context);
        }
        else if (isDry)
        {
            var verdict = verdicts.Of(letter, corrected ?? letter.Value);
            await JsonAnswer.SendAsync(context, json => JsonSerializer.Serialize(json, verdict, ReplayJson.Default.ReplayResult));
        }
        else
        {
            var replayed = await replayer.ReplayAsync(letter, corrected);
            await JsonAnswer.SendAsync(
                context, json => JsonSerializer.Serialize(json, replayed, ReplayJson.Default.Replayed), StatusCodes.Status202Accepted);
        }
    }

    private async Task<DeadLetter?> FindAsync(LetterPlace place, CancellationToken cancellationToken)
    {
        await foreach (var found in finder.FindAsync([place], cancellationToken))
        {
            return found.Count > 0 ? found[0] : null;
        }

        return null;
    }

    private static LetterPlace? PlaceOf(RouteValueDictionary values) =>
        int.TryParse((string?)values["partition"], NumberStyles.None, CultureInfo.InvariantCulture, out var partition)
            && long.TryParse((string?)values["offset"], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? new LetterPlace(partition, offset)
            : null;
}
