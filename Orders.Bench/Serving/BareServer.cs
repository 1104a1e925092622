using System.Globalization;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

using Orders.AppHost.Embedded.Processes;
using Orders.Bench.Tools;

namespace Orders.Bench.Serving;

/// <summary>
/// The limit of answering over HTTP in .NET: an ASP.NET Core service whose only route, with a parameter like ours, sends bytes that are there, with the headers of ours.
/// It is a process of its own.
/// </summary>
internal sealed class BareServer : IAsyncDisposable
{
    /// <summary>What makes of this program that server.</summary>
    public const string Argument = "bare-server";

    /// <summary>Of any order.</summary>
    public const string Path = "/api/orders/b563feb7b2b84b6test";

    private readonly Peer _peer;

    private BareServer(Peer peer, Uri address) => (_peer, Address) = (peer, address);

    public Uri Address { get; }

    public int Pid => _peer.Pid;

    /// <param name="path">Of the order that it is asked for: a longer one costs more.</param>
    public static async Task<BareServer> StartAsync(string folder, string path, byte[] document, CancellationToken cancellationToken)
    {
        var file = System.IO.Path.Combine(folder, "bare.json");
        await File.WriteAllBytesAsync(file, document, cancellationToken);
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{LoopbackPort.Next()}"));
        var order = new Uri(address, path);
        return new BareServer(await Peer.StartAsync(Command(address, file, Processors.ServingEnvironment), order, cancellationToken), order);
    }

    public ValueTask DisposeAsync() => _peer.DisposeAsync();

    /// <summary>Starts it, with the thread pool as .NET has it by default (70, in hexadecimal), not as this program has it.</summary>
    public static ChildCommand Command(Uri address, string file, IReadOnlyDictionary<string, string?>? environment = null) =>
        new(Environment.ProcessPath!, typeof(BareServer).Assembly.Location, Argument, address.AbsoluteUri, file)
        {
            Environment = new Dictionary<string, string?>(environment ?? new Dictionary<string, string?>()) { ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "46" },
        };

    /// <summary>Until it is told to stop.</summary>
    public static async Task<int> ServeAsync(string address, byte[] document)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        await using var app = builder.Build();
        app.MapGet("/api/orders/{order_uid}", (RequestDelegate)(async context =>
        {
            var response = context.Response;
            response.ContentType = "application/json";
            response.ContentLength = document.Length;
            response.Headers.ETag = "\"1\"";
            response.Headers["X-Cache"] = "hit";
            response.Headers.CacheControl = "no-cache";
            await response.BodyWriter.WriteAsync(document);
        }));
        app.MapGet("/metrics", () => string.Create(CultureInfo.InvariantCulture, $"dotnet_gc_allocated_bytes_total {GC.GetTotalAllocatedBytes()}\n"));
        await app.RunAsync();
        return 0;
    }
}
