using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace Orders.Tests.Browser.Serving;

/// <summary>One order with its versions, and who follows it.</summary>
internal sealed class ScriptedOrder
{
    private static readonly string[] Personal = ["name", "phone", "email", "address", "zip"];

    private readonly Lock _gate = new();
    private readonly List<JsonObject> _versions = [Sample.Order()];
    private readonly List<Channel<int>> _watchers = [];

    /// <summary>The <c>Last-Event-ID</c> of each stream that was opened; empty when it had none.</summary>
    public List<string> Resumed { get; } = [];

    public int Watchers
    {
        get
        {
            lock (_gate)
            {
                return _watchers.Count;
            }
        }
    }

    /// <summary>A new version, told to all who follow.</summary>
    public void Change(Action<JsonObject> change)
    {
        lock (_gate)
        {
            var next = (JsonObject)_versions[^1].DeepClone();
            change(next);
            _versions.Add(next);
            _watchers.ForEach(watcher => watcher.Writer.TryWrite(_versions.Count));
        }
    }

    /// <summary>The only version, before anybody has seen another.</summary>
    public void Begin(Action<JsonObject> change) => change(_versions[0]);

    public void CutStreams()
    {
        lock (_gate)
        {
            _watchers.ForEach(watcher => watcher.Writer.TryComplete());
            _watchers.Clear();
        }
    }

    public RequestDelegate Answer(bool inFull) => context =>
    {
        var (version, document) = Newest(inFull);
        context.Response.Headers.ETag = inFull ? $"\"{version}\"" : $"\"{version}-masked\"";
        context.Response.Headers["X-Cache"] = "hit";
        Mark(context, inFull);
        return Serving.Answer.Json(document)(context);
    };

    public RequestDelegate History() => context =>
    {
        lock (_gate)
        {
            return Serving.Answer.Json(new JsonArray([.. _versions.Select((document, index) => (JsonNode)new JsonObject
            {
                ["version"] = index + 1,
                ["changed_at"] = new DateTime(2026, 11, 20, 10, index, 0, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture),
                ["document"] = document.DeepClone(),
            }).Reverse()]))(context);
        }
    };

    public RequestDelegate Events(bool inFull) => async context =>
    {
        var changes = Channel.CreateUnbounded<int>();
        var last = context.Request.Headers["Last-Event-ID"].ToString();
        lock (_gate)
        {
            Resumed.Add(last);
            _watchers.Add(changes);
            if (last != _versions.Count.ToString(CultureInfo.InvariantCulture))
            {
                changes.Writer.TryWrite(_versions.Count);
            }
        }

        context.Response.ContentType = "text/event-stream";
        Mark(context, inFull);
        await context.Response.WriteAsync(": hello\n\n");
        try
        {
            await foreach (var version in changes.Reader.ReadAllAsync(context.RequestAborted))
            {
                var (newest, document) = Newest(inFull);
                await context.Response.WriteAsync($"event: order\nid: {newest}\ndata: {document.ToJsonString()}\n\n", context.RequestAborted);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The reader went away: that is what ends a stream.
        }
        finally
        {
            lock (_gate)
            {
                _watchers.Remove(changes);
            }
        }
    };

    private static void Mark(HttpContext context, bool inFull)
    {
        if (!inFull)
        {
            context.Response.Headers["X-Masked"] = "true";
        }
    }

    private (int Version, JsonObject Document) Newest(bool inFull)
    {
        lock (_gate)
        {
            var document = (JsonObject)_versions[^1].DeepClone();
            foreach (var name in inFull ? [] : Personal)
            {
                document["delivery"]![name] = "***";
            }

            return (_versions.Count, document);
        }
    }
}
