using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Orders.ServiceDefaults;
using Yarp.ReverseProxy.Model;

namespace Orders.Gateway.Page;

/// <summary>The page: the files of frontend/, copied beside the gateway.</summary>
internal static class PageFiles
{
    private const string Index = "index.html";
    private static readonly string[] Compressed = ["text/html", "text/css", "text/javascript", "image/svg+xml", "application/manifest+json"];

    // Names the files in the metrics; it has no delegate, so the files' middleware goes on.
    private static readonly Endpoint FileEndpoint = new(requestDelegate: null, EndpointMetadataCollection.Empty, "page");

    public static void AddPage(this WebApplicationBuilder builder) => builder.Services.AddResponseCompression(options =>
    {
        // Secrets and a client's words never share one of these files, so compressing them over TLS tells nothing.
        options.EnableForHttps = true;
        options.MimeTypes = Compressed;
        options.Providers.Add<BrotliCompressionProvider>();
        options.Providers.Add<GzipCompressionProvider>();
    });

    public static void UsePage(this WebApplication app)
    {
        app.UseWhen(IsNotProxied, page => page.UseResponseCompression());
        app.UseStaticFiles(Files(app));
    }

    public static void MapPage(this WebApplication app)
    {
        var files = Files(app);
        foreach (var route in PageRoutes.All)
        {
            app.MapFallbackToFile(route, Index, files).WithDisplayName("page");
        }
    }

    private static bool IsNotProxied(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<RouteModel>() is null;

    private static StaticFileOptions Files(WebApplication app)
    {
        var directory = Path.Combine(AppContext.BaseDirectory, "frontend");
        if (!File.Exists(Path.Combine(directory, Index)))
        {
            throw new ConfigurationException($"The page is missing: there is no {Index} in {directory}. Build or publish the gateway again.");
        }

        return new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(directory),
            OnPrepareResponse = Prepare,
        };
    }

    // Kept by the browser, but asked for again (304): a new version of the page is seen at once.
    private static void Prepare(StaticFileResponseContext file)
    {
        file.Context.Response.Headers.CacheControl = "no-cache";
        if (file.Context.GetEndpoint() is null)
        {
            file.Context.SetEndpoint(FileEndpoint);
        }
    }
}
