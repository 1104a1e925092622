# The images of all services, one target each: docker build --target gateway .
# The base is chiselled: no shell, no package manager, a user without rights. .NET's tags are pinned to the minor version,
# so that building again takes in its security fixes.

FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
ARG TARGETARCH
WORKDIR /src

# First what decides about packages, so that a change of code does not fetch them again.
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props .editorconfig ./
COPY eng/feed/ eng/feed/
RUN eng/feed/probe.sh
COPY compat/ compat/
COPY Orders.Contracts/Orders.Contracts.csproj Orders.Contracts/
COPY Orders.ServiceDefaults/Orders.ServiceDefaults.csproj Orders.ServiceDefaults/
COPY Orders.Producer/Orders.Producer.csproj Orders.Producer/
COPY Orders.Ingestor/Orders.Ingestor.csproj Orders.Ingestor/
COPY Orders.QueryApi/Orders.QueryApi.csproj Orders.QueryApi/
COPY Orders.Gateway/Orders.Gateway.csproj Orders.Gateway/
RUN for project in Producer Ingestor QueryApi Gateway; do \
      dotnet restore Orders.$project -a $TARGETARCH || exit 1; \
    done

COPY eng/ eng/
RUN eng/image/native.sh
COPY Orders.Contracts/ Orders.Contracts/
COPY Orders.ServiceDefaults/ Orders.ServiceDefaults/
COPY Orders.Producer/ Orders.Producer/
COPY Orders.Ingestor/ Orders.Ingestor/
COPY Orders.QueryApi/ Orders.QueryApi/
COPY Orders.Gateway/ Orders.Gateway/
COPY frontend/ frontend/
RUN for project in Producer Ingestor QueryApi Gateway; do \
      dotnet publish Orders.$project -c Release -a $TARGETARCH --no-restore --self-contained false -o /app/$project \
        -p:UseAppHost=false -p:RunAnalyzers=false -p:PublishDocumentationFiles=false -p:PublishReferencesDocumentationFiles=false || exit 1; \
    done
RUN eng/image/trim.sh /app/*

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled AS service
WORKDIR /app
USER $APP_UID
# The base has set ASPNETCORE_HTTP_PORTS to it.
EXPOSE 8080

# /health is 200 only when a service does its work, which may take a while at the first start on a busy machine.

FROM service AS producer
COPY --from=build /native/ /
COPY --from=build /app/Producer/ ./
HEALTHCHECK --interval=10s --timeout=6s --start-period=120s --retries=3 CMD ["dotnet", "Orders.Producer.dll", "--health-check"]
ENTRYPOINT ["dotnet", "Orders.Producer.dll"]

FROM service AS ingestor
COPY --from=build /native/ /
COPY --from=build /app/Ingestor/ ./
HEALTHCHECK --interval=10s --timeout=6s --start-period=120s --retries=3 CMD ["dotnet", "Orders.Ingestor.dll", "--health-check"]
ENTRYPOINT ["dotnet", "Orders.Ingestor.dll"]

FROM service AS query-api
COPY --from=build /native/ /
COPY --from=build /app/QueryApi/ ./
HEALTHCHECK --interval=10s --timeout=6s --start-period=120s --retries=3 CMD ["dotnet", "Orders.QueryApi.dll", "--health-check"]
ENTRYPOINT ["dotnet", "Orders.QueryApi.dll"]

FROM service AS gateway
COPY --from=build /app/Gateway/ ./
EXPOSE 8082
HEALTHCHECK --interval=10s --timeout=6s --start-period=120s --retries=3 CMD ["dotnet", "Orders.Gateway.dll", "--health-check"]
ENTRYPOINT ["dotnet", "Orders.Gateway.dll"]
