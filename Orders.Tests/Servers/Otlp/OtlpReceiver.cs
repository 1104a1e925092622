using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Orders.Tests.Servers.Otlp;

/// <summary>What a trace store looks like from a service: takes OTLP by gRPC and by HTTP, and keeps all of it.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    /// <summary>Whether the message is compressed, and how long it is.</summary>
    private const int GrpcPrefix = 5;

    private readonly ConcurrentQueue<ReceivedSpan> _spans = [];
    private readonly ConcurrentQueue<ReceivedLog> _logs = [];
    private readonly ConcurrentQueue<byte[]> _raw = [];
    private readonly ConcurrentQueue<IHeaderDictionary> _headers = [];
    private readonly WebApplication _app;

    private OtlpReceiver(WebApplication app) => _app = app;

    public Uri Grpc { get; private set; } = null!;

    public Uri Http { get; private set; } = null!;

    /// <summary>What was received until now, as every list here: more goes on arriving while a test reads.</summary>
    public IReadOnlyCollection<ReceivedSpan> Spans => _spans.ToArray();

    public IReadOnlyCollection<ReceivedLog> Logs => _logs.ToArray();

    /// <summary>Every request's body.</summary>
    public IReadOnlyCollection<byte[]> Raw => _raw.ToArray();

    /// <summary>Every request's headers.</summary>
    public IReadOnlyCollection<IHeaderDictionary> Headers => _headers.ToArray();

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        var receiver = new OtlpReceiver(builder.Build());
        await receiver.RunAsync();
        return receiver;
    }

    public IReadOnlyList<ReceivedSpan> Trace(string traceId) => [.. _spans.Where(span => span.TraceId == traceId)];

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task RunAsync()
    {
        _app.MapPost("/opentelemetry.proto.collector.trace.v1.TraceService/Export", context => AnswerGrpcAsync(context, KeepSpans));
        _app.MapPost("/opentelemetry.proto.collector.logs.v1.LogsService/Export", context => AnswerGrpcAsync(context, KeepLogs));
        _app.MapPost("/v1/traces", context => AnswerHttpAsync(context, KeepSpans));
        _app.MapPost("/v1/logs", context => AnswerHttpAsync(context, KeepLogs));
        await _app.StartAsync();
        var addresses = _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.ToList();
        (Grpc, Http) = (new Uri(addresses[0]), new Uri(addresses[1]));
    }

    private void KeepSpans(ReadOnlyMemory<byte> request)
    {
        foreach (var span in OtlpDecoder.Spans(request))
        {
            _spans.Enqueue(span);
        }
    }

    private void KeepLogs(ReadOnlyMemory<byte> request)
    {
        foreach (var log in OtlpDecoder.Logs(request))
        {
            _logs.Enqueue(log);
        }
    }

    private async Task AnswerGrpcAsync(HttpContext context, Action<ReadOnlyMemory<byte>> keep)
    {
        var body = await ReadAsync(context);
        var length = BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(1));
        keep(body.AsMemory(GrpcPrefix, length));
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(new byte[GrpcPrefix]);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private async Task AnswerHttpAsync(HttpContext context, Action<ReadOnlyMemory<byte>> keep)
    {
        keep(await ReadAsync(context));
        context.Response.ContentType = "application/x-protobuf";
    }

    private async Task<byte[]> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _raw.Enqueue(body.ToArray());
        _headers.Enqueue(context.Request.Headers);
        return body.ToArray();
    }
}
